import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import { catalogue as en } from '../../../shared/texts/en/catalogue.ts';
import { brackets, outsideOf } from '../../../shared/texts/fixtures/bracketed.ts';
import { speak } from '../../../shared/texts/text.ts';
import { outlineOf, trackIds } from '../../../shared/tracks/tracks.ts';
import type { PictureProps } from './pictures/picture-props.ts';

const files = import.meta.glob<{ default: (props: PictureProps) => React.ReactNode }>('./pictures/*-picture.tsx');
const drawings = trackIds
  .map(outlineOf)
  .flatMap((track) => track.parts.map(({ id, picture = id }) => [track.id, picture, track] as const));

afterEach(() => speak(en));

/** Names of programs, interfaces and headers, and commands, as they are in every language. */
const names =
  /--cluster-store|\b(Docker|etcd|iperf -[cs]|eth\d|br0|vxlan0|br-lab|vx77|ovs-lab|Open vSwitch|MAC|docker_gwbridge|NAT|Ethernet|IP|UDP|VXLAN|VNI|TLS|tcp|udp|node\d|worker-\d|myapp)\b/g;

test.each(drawings)('%s: the picture %s says nothing but texts of the catalogue', async (_, picture, track) => {
  speak(brackets);
  const nodes = ['node1', 'node2'].map((name, at) => ({ name, address: `10.0.0.${at + 1}`, host: name }));
  const drawing = await files[`./pictures/${picture}-picture.tsx`]?.();
  if (!drawing) throw new Error(`there is no picture ${picture}`);
  const props: PictureProps = { track, nodes, network: 'myapp', dataPort: 4789 };
  const text = renderToStaticMarkup(createElement(drawing.default, props)).replaceAll(/<[^<>]+>/g, ' ');
  expect(text).toContain('⟦');
  expect(
    outsideOf(text)
      .replaceAll(names, '')
      .match(/\p{L}{2,}/gu) ?? [],
  ).toEqual([]);
});

test.each(['prerequisites', 'ping', 'vxlan'])(
  'swarm: the picture %s shows the port that the lab file names',
  async (picture) => {
    const nodes = ['node1', 'node2'].map((name, at) => ({ name, address: `10.0.0.${at + 1}`, host: name }));
    const drawing = await files[`./pictures/${picture}-picture.tsx`]?.();
    if (!drawing) throw new Error(`there is no picture ${picture}`);
    const props: PictureProps = { track: outlineOf('swarm'), nodes, network: 'myapp', dataPort: 4790 };
    const drawn = renderToStaticMarkup(createElement(drawing.default, props));
    expect(drawn).toContain('4790');
    expect(drawn).not.toContain('4789');
  },
);
