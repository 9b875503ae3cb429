import { expect, test } from 'vitest';
import { trackIds } from '../../../shared/tracks/tracks.ts';
import { emptyForm, emptyNode, nodesOfHosts, readForm } from './lab-form.ts';

const filled = () => ({
  ...emptyForm(),
  name: 'class-a',
  nodes: [
    { ...emptyNode(0), address: '192.168.236.130' },
    { ...emptyNode(1), address: '192.168.236.131', host: 'node2.example', port: '2222', user: 'student' },
  ],
});

test('the address is the host where no host is named', () => {
  expect(readForm(filled())).toMatchObject({
    lab: {
      nodes: [{ ssh: { host: '192.168.236.130' } }, { ssh: { host: 'node2.example', port: 2222, user: 'student' } }],
    },
  });
});

test('the engines decide on the track until one is chosen', () => {
  const read = readForm(filled());
  expect('lab' in read && read.lab.track).toBeUndefined();
  for (const track of trackIds) expect(readForm({ ...filled(), track })).toMatchObject({ lab: { track } });
});

test('what is wrong is told at its field', () => {
  const form = filled();
  form.nodes[1] = { ...emptyNode(1), address: '192.168.236.130', host: '-oProxyCommand=x', port: '0' };
  const read = readForm({ ...form, name: 'Class A' });
  expect(Object.keys('problems' in read ? read.problems : {})).toEqual(
    expect.arrayContaining(['name', 'nodes.1.host', 'nodes.1.port']),
  );
});

test('hosts of the ssh configuration become nodes', () => {
  const nodes = nodesOfHosts([
    { host: 'lab1', hostName: '10.0.0.1', user: 'me' },
    { host: 'lab2', hostName: 'b.example' },
  ]);
  expect(nodes).toMatchObject([
    { name: 'node1', host: 'lab1', address: '10.0.0.1' },
    { name: 'node2', host: 'lab2', address: '' },
  ]);
});
