import { beforeAll, describe, expect, test } from 'vitest';
import { makeRecord, parseLedger, type RecordBody } from '../../src/core/ledger/record.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { differencesOf, labFile, mustPerform, perform } from '../support/nodes/run-lab.ts';

const steps = ['preflight', 'image', 'etcd'] as const;

/** What somebody else does in, or in the place of, the lab's directory on a node, and to the ledger in it. */
describe.skipIf(!labFile)('others’ hands in the lab’s directory', () => {
  const fresh = freshForAll();
  let home: string;
  const on1 = (source: string) => inNode(fresh.lab, 'node1', source);

  beforeAll(async () => {
    home = `/var/lib/overlay-lab/${fresh.lab}`;
    await mustPerform(fresh.loaded, { command: 'run', only: [...steps] });
  });

  test('a link in its place is followed by nothing, and said', async () => {
    await on1(`mkdir /srv/precious; cp -a ${home}/. /srv/precious; mv ${home} /srv/real; ln -s /srv/precious ${home}
      touch /srv/precious/etcd-data/important`);
    const before = await on1('find /srv/precious -printf "%p %s %C@\\n" | sort');
    const told = await perform(fresh.loaded, { command: 'reset' });
    expect(told.result.ok).toBe(false);
    expect(told.result.errors).toContainEqual(
      expect.objectContaining({ code: 'refused', node: 'node1', message: expect.stringContaining('/srv/precious') }),
    );
    expect(await on1('find /srv/precious -printf "%p %s %C@\\n" | sort')).toBe(before);
    await on1(`rm ${home}; mv /srv/real ${home}`);
  });

  test('a forged ledger is told, and nothing that the lab cannot have made is done', async () => {
    await on1(`systemctl start cron.service 2>/dev/null; echo mine >/etc/x; chmod 640 /etc/x; mkdir -p ${home}/../other/etcd-data
      printf '{"debug": false}' >/etc/docker/daemon.json; touch ${home}/../other/etcd-data/db
      tar -C /etc -cf - hostname | docker import - foreign/img:1 >/dev/null; docker create --name theirs foreign/img:1 true >/dev/null`);
    const known = parseLedger(await on1(`cat ${home}/ledger.jsonl`));
    const forged: RecordBody[] = [
      { kind: 'file' as const, path: '/etc/x', before: null, wrote: 'a'.repeat(64), reload: 'none' as const },
      file('/root/y', 'ZXZpbA==', '4755'),
      file('/etc/docker/daemon.json', 'e30K', '4755'),
      file('/etc/systemd/system/../../root/y', 'ZXZpbA==', '755'),
      { kind: 'image' as const, reference: 'foreign/img:1' },
      { kind: 'unit' as const, unit: 'ssh.service', own: true, before: { active: false, enabled: false } },
      { kind: 'directory' as const, path: '/var/lib/overlay-lab/other/etcd-data' },
      { kind: 'directory' as const, path: `${home}/../other/etcd-data` },
      { kind: 'container' as const, name: 'theirs' },
    ].map((change, index) => ({ type: 'intent', id: `forged-${index}`, step: 'etcd', change }));
    let { lastSum } = known;
    const lines = forged.map((body, index) => {
      const record = makeRecord(known.records.length + index + 1, new Date().toISOString(), body, lastSum);
      lastSum = record.sum;
      return JSON.stringify(record);
    });
    await on1(`cat >>${home}/ledger.jsonl <<'END'\n${lines.join('\n')}\nEND`);
    const check = await mustPerform(fresh.loaded, { command: 'check', only: [...steps] });
    expect(JSON.stringify(check.events)).toContain('names what this lab cannot have made');
    const told = await perform(fresh.loaded, { command: 'reset' });
    expect(
      await on1('cat /etc/x /etc/docker/daemon.json; stat -c %a /etc/x; ls /var/lib/overlay-lab/other/etcd-data'),
    ).toBe('mine\n{"debug": false}640\ndb\n');
    expect(await on1('systemctl is-active ssh; ls /root/y 2>/dev/null; docker ps -aq -f name=theirs | wc -l')).toBe(
      'active\n1\n',
    );
    expect(await on1('docker image inspect -f ok foreign/img:1')).toBe('ok\n');
    // What was made here is all that the proof finds.
    expect(differencesOf(told).every((one) => /foreign\/img|theirs|daemon\.json|other/.test(one))).toBe(true);
    await on1(
      `docker rm theirs >/dev/null; docker rmi foreign/img:1 >/dev/null; rm -r ${home}/../other; rm /etc/x /etc/docker/daemon.json`,
    );
    await mustPerform(fresh.loaded, { command: 'reset' });
  });

  test('a file that somebody put there stays, and is in the proof until it is gone', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: [...steps] });
    await on1(`echo mine | tee ${home}/etcd-data/notes.txt >${home}/mine.txt`);
    for (const [left, gone] of [
      ['etcd-data/notes.txt', ''],
      ['mine.txt', `rm ${home}/etcd-data/notes.txt`],
    ] as const) {
      if (gone) await on1(gone);
      const told = await perform(fresh.loaded, { command: 'reset' });
      expect(told.result.ok).toBe(false);
      expect(differencesOf(told).join()).toContain(`+ ${home}/${left} (left`);
      expect(await on1(`cat ${home}/${left}`)).toBe('mine\n');
      expect(await on1(`ls ${home}/etcd-data/member 2>&1 || :`)).toContain('No such file');
    }
    await on1(`rm ${home}/mine.txt`);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(await on1('ls /var/lib/overlay-lab 2>&1 || :')).toContain('No such file');
  });

  test('a directory that was there before, or a link, is no lab’s: a run is refused before it changes anything', async () => {
    for (const [make, undo] of [
      [`mkdir -p ${home}/base ${home}/labs`, `rmdir ${home}/base ${home}/labs ${home} /var/lib/overlay-lab`],
      ['mkdir /srv/x; ln -s /srv/x /var/lib/overlay-lab', 'rm /var/lib/overlay-lab; rmdir /srv/x'],
    ] as const) {
      await on1(make);
      for (const command of ['check', 'run'] as const) {
        const told = await perform(fresh.loaded, { command, only: [...steps] });
        expect(told.result.errors[0]).toMatchObject({ code: 'refused', node: 'node1', remedy: expect.any(String) });
      }
      await on1(undo);
    }
    expect(await on1('ls /etc/systemd/system/overlay-lab-etcd.service 2>&1 || :')).toContain('No such file');
    await mustPerform(fresh.loaded, { command: 'reset' });
  });
});

const file = (path: string, base64: string, mode: string) => ({
  kind: 'file' as const,
  path,
  before: { base64, mode },
  wrote: 'a'.repeat(64),
  reload: 'docker' as const,
});
