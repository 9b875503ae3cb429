import { expect, test } from 'vitest';
import { parseTypedFacts } from './typed-facts.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const line = (...fields: string[]) => fields.join('\t');

test('reads what the node printed, line by line', () => {
  const command = 'etcd\0-name\0node1\0';
  const text = [
    line('process', '188', '95821', '0', 'etcd', '-', base64('/root'), base64(command), base64('ETCD_NAME=a=b\nodd')),
    line('process', '9', '5', '1000', 'docker', 'engine.service', base64('/'), base64('docker\0daemon\0'), ''),
    line('unit', 'x.service', 'activating', 'enabled', base64('/etc/systemd/system/x.service'), base64('[Service]')),
    line('file', base64('/etc/docker/daemon.json'), '600', base64('{}')),
    line('packaged', base64('[Unit]')),
    line('docker', 'failed', 'enabled', 'loaded'),
    line('data', base64('/root/node1.etcd'), 'http://10.0.0.1:2380 http://10.0.0.2:2380 ', 'docker '),
    line('vxlan', base64('9: vx77: …')),
    line('route', base64('10.1.0.0/16 via 10.0.0.2')),
    line('rule', base64('-A DOCKER-USER -j ACCEPT')),
    line(
      'bird',
      '7',
      '9',
      'b.service',
      base64('/etc/b.service'),
      base64('bird\0-c\0x\0'),
      base64('/x'),
      'sum',
      base64('y'),
    ),
    line('bird', '8', '9', '-', '', base64('bird\0'), base64('/x'), '', ''),
    line('birdfile', base64('/run/lab-bird.conf'), 'sum', base64('y')),
  ].join('\n');
  expect(parseTypedFacts(text)).toEqual({
    processes: [
      {
        ...{ pid: 188, started: '95821', uid: 0, program: 'etcd', directory: '/root' },
        words: ['etcd', '-name', 'node1'],
        variables: { ETCD_NAME: 'a=b' },
      },
      {
        ...{ pid: 9, started: '5', uid: 1000, program: 'dockerd', service: 'engine.service', directory: '/' },
        words: ['docker', 'daemon'],
        variables: {},
      },
    ],
    units: [
      { unit: 'x.service', active: true, enabled: true, path: '/etc/systemd/system/x.service', text: '[Service]' },
    ],
    files: [{ path: '/etc/docker/daemon.json', mode: '600', text: '{}' }],
    packaged: '[Unit]',
    docker: { active: 'failed', enabled: true, loaded: true },
    data: [{ path: '/root/node1.etcd', urls: ['http://10.0.0.1:2380', 'http://10.0.0.2:2380'], keys: ['docker'] }],
    vxlans: ['9: vx77: …'],
    routes: ['10.1.0.0/16 via 10.0.0.2'],
    rules: ['-A DOCKER-USER -j ACCEPT'],
    birds: [
      {
        ...{ pid: 7, started: '9', words: ['bird', '-c', 'x'], unit: 'b.service', unitPath: '/etc/b.service' },
        config: { path: '/x', sum: 'sum', text: 'y' },
      },
      { pid: 8, started: '9', words: ['bird'], config: { path: '/x', sum: '', text: '' } },
    ],
    birdFiles: [{ path: '/run/lab-bird.conf', sum: 'sum', text: 'y' }],
  });
});

test('a line that is none of these, or was cut off, makes nothing up', () => {
  const text = ['', 'motd', line('process', 'x', '1'), line('process', '7'), 'data'].join('\n');
  expect(parseTypedFacts(text)).toMatchObject({
    processes: [],
    units: [],
    docker: { active: '', enabled: false, loaded: false },
    data: [],
  });
});
