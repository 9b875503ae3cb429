import { expect, it } from 'vitest';
import { placeIn } from './outline.ts';
import { outlineOf, trackIds } from './tracks.ts';

/** As docs/engines.md has it; versions as engines print them. */
it.each([
  ['1.8.3', []],
  ['1.9.1', ['etcd', 'vxlan', 'ovs']],
  ['1.12.6', ['etcd', 'vxlan', 'ovs']],
  ['1.13.1', ['etcd', 'swarm', 'vxlan', 'ovs']],
  ['17.03.2-ce', ['etcd', 'swarm', 'vxlan', 'ovs']],
  ['17.06.0-ce', ['etcd', 'swarm', 'vxlan', 'routed', 'ovs']],
  ['19.03.15', ['etcd', 'swarm', 'vxlan', 'routed', 'ovs']],
  ['20.10.24+dfsg1', ['etcd', 'swarm', 'vxlan', 'routed', 'ovs']],
  ['22.06.0-beta.0', ['etcd', 'swarm', 'vxlan', 'routed', 'ovs']],
  ['23.0.0', ['swarm', 'vxlan', 'routed', 'ovs']],
  ['26.1.5+dfsg1', ['swarm', 'vxlan', 'routed', 'ovs']],
  ['29.0.0-rc.1', ['swarm', 'vxlan', 'routed', 'ovs']],
])('an engine %s is one for %j', (version, tracks) => {
  expect(trackIds.filter((id) => placeIn(outlineOf(id).engines, version) === 'within')).toEqual(tracks);
});
