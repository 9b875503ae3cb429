import { expect } from 'vitest';
import { directoryRemove } from '../../../src/core/ledger/kinds/directory.ts';
import { unitRestore } from '../../../src/core/ledger/kinds/unit.ts';
import { engineAsleep } from '../../../src/core/machine/engine-asleep.ts';
import { engineProcess } from '../../../src/core/machine/engine-process.ts';
import { draftRemove, fileRead, fileRemove, fileTakeAway, fileWrite, sha256 } from '../../../src/core/machine/file.ts';
import { systemdReload, unitForget, unitRead, unitReason, unitSet } from '../../../src/core/machine/unit.ts';
import { unitSweep } from '../../../src/core/tracks/common/support/sweep.ts';
import {
  type Place,
  type Proof,
  scratchDirectory,
  scratchLab,
  sh,
  untilThere,
  withScratch,
  withUnit,
} from './place.ts';

const path = '/run/proof-file';
const unit = 'proof.service';
const sleep = '/bin/sleep 1000';

export const files: Record<string, Proof> = {
  [fileRead.name]: async ({ node }) => {
    await sh(node, `rm -f ${path}`);
    expect(await node.run(fileRead, { path })).toBeUndefined();
    await sh(node, `printf 'a\\nb' >${path}; chmod 640 ${path}`);
    const base64 = await sh(node, `base64 -w0 ${path}`);
    expect(await node.run(fileRead, { path })).toEqual({ mode: '640', base64 });
  },
  [fileWrite.name]: async ({ node }) => {
    await node.run(fileWrite, { path, text: 'one\n$two\n', mode: '600' });
    expect(await sh(node, `cat ${path}; stat -c '%a %U' ${path}; ls ${path}.*`)).toBe('one\n$two\n600 root');
  },
  [draftRemove.name]: async ({ node }) => {
    await sh(node, `touch ${path} ${path}.overlay-lab`);
    await node.run(draftRemove, { path });
    expect(await sh(node, `ls ${path}*`)).toBe(path);
  },
  [fileRemove.name]: async ({ node }) => {
    await sh(node, `touch ${path} ${path}.overlay-lab`);
    await node.run(fileRemove, { path });
    expect(await sh(node, `ls ${path}*`)).toBe('');
  },
  [fileTakeAway.name]: async ({ node }) => {
    await sh(node, `echo theirs >${path}; touch ${path}.overlay-lab`);
    const wrote = [sha256('one\n'), sha256('two\n')];
    expect(await node.run(fileTakeAway, { path, wrote })).toBe(false);
    expect(await sh(node, `ls ${path}*`)).toBe(`${path}\n${path}.overlay-lab`);
    await sh(node, `echo two >${path}`);
    expect(await node.run(fileTakeAway, { path, wrote })).toBe(true);
    expect(await sh(node, `ls ${path}*`)).toBe('');
    await withUnit(node, sleep);
    const file = `/etc/systemd/system/${unit}`;
    const sum = (await sh(node, `sha256sum <${file}`)).slice(0, 64);
    await sh(node, `systemctl start ${unit}; systemctl stop ${unit}`);
    expect(await node.run(fileTakeAway, { path: file, wrote: [sum], unit })).toBe(true);
    expect(await sh(node, `ls ${file}; systemctl show -p LoadState --value ${unit}`)).toBe('not-found');
    expect(await node.run(fileTakeAway, { path: file, wrote: [sum], unit })).toBe(true);
  },
  [directoryRemove.name]: async ({ node }) => {
    await withScratch(
      node,
      'mkdir -p etcd-data/member/snap; touch ledger.jsonl etcd-data/member/snap/db etcd-data/mine',
    );
    expect(await node.run(directoryRemove, { lab: scratchLab, name: 'etcd-data' })).toEqual(['etcd-data/mine']);
    expect(await sh(node, `cd ${scratchDirectory}; find etcd-data -type f`)).toBe('etcd-data/mine');
  },
};

/** With an engine that takes its time to start and to end. */
async function slowly(node: Place['node'], work: () => Promise<void>): Promise<void> {
  const dropIn = '/run/systemd/system/docker.service.d/slow.conf';
  await sh(
    node,
    `mkdir -p $(dirname ${dropIn}); printf '[Service]\nExecStartPost=/bin/sleep 2\nExecStop=/bin/sleep 2\n' >${dropIn}; systemctl daemon-reload`,
  );
  await work();
  await sh(
    node,
    `rm ${dropIn}; systemctl daemon-reload; systemctl reset-failed docker.service; systemctl start docker.service`,
  );
}

export const units: Record<string, Proof> = {
  [engineProcess.name]: async ({ node }) => {
    expect(await node.run(engineProcess, {})).toBe('running');
    await sh(node, 'systemctl stop docker.service docker.socket');
    expect(await node.run(engineProcess, {})).toBe('gone');
    await sh(node, 'systemctl reset-failed docker.service; systemctl start docker.socket docker.service');
    expect(await node.run(engineProcess, {})).toBe('running');
    await slowly(node, async () => {
      await sh(node, 'systemctl stop --no-block docker.service');
      expect(await node.run(engineProcess, {})).toBe('stopping');
      await sh(
        node,
        'systemctl stop docker.service; systemctl start --no-block docker.service; until pidof dockerd; do sleep 0.1; done',
      );
      expect(await node.run(engineProcess, {})).toBe('starting');
    });
  },
  [engineAsleep.name]: async ({ node }) => {
    expect(await node.run(engineAsleep, {})).toBe(false);
    await slowly(node, async () => {
      await sh(node, 'systemctl stop --no-block docker.service');
      expect(await node.run(engineAsleep, {})).toBe(true);
      await sh(node, 'systemctl stop docker.service; systemctl start --no-block docker.service');
      // Waited for.
      expect(await node.run(engineAsleep, {})).toBe(false);
      expect(await sh(node, 'systemctl is-active docker.service')).toBe('active');
    });
    await sh(node, 'systemctl stop docker.service');
    expect(await node.run(engineAsleep, {})).toBe(true);
    expect(await sh(node, 'systemctl is-active docker.service')).toBe('inactive');
    // Nobody listens in its place: who asks is told so, and starts nothing.
    await sh(node, 'systemctl stop docker.socket');
    expect(await node.run(engineAsleep, {})).toBe(false);
    await sh(node, 'systemctl reset-failed docker.service; systemctl start docker.socket docker.service');
  },
  [unitRead.name]: async ({ node }) => {
    for (const name of ['docker.service', 'no-such.service']) {
      const [active, enabled] = (await sh(node, `systemctl is-active ${name}; systemctl is-enabled ${name}`)).split(
        '\n',
      );
      expect(await node.run(unitRead, { unit: name })).toEqual({
        active: active === 'active',
        enabled: enabled === 'enabled',
      });
    }
  },
  [unitSet.name]: async ({ node }) => {
    await withUnit(node, sleep);
    for (const [action, state] of [
      ['start', 'active'],
      ['stop', 'inactive'],
    ] as const) {
      expect(await node.run(unitSet, { unit, action })).toBe(true);
      expect(await sh(node, `systemctl is-active ${unit}`)).toBe(state);
    }
    expect(await node.run(unitSet, { unit: 'no-such.service', action: 'start' })).toBe(false);
  },
  [unitRestore.name]: async ({ node }) => {
    await withUnit(node, sleep);
    await node.run(unitRestore, { unit, own: false, active: true, enabled: true });
    expect(await sh(node, `systemctl is-active ${unit}; systemctl is-enabled ${unit}`)).toBe('active\nenabled');
    await node.run(unitRestore, { unit, own: true, active: false, enabled: false });
    expect(await sh(node, `systemctl is-active ${unit}; systemctl is-enabled ${unit}`)).toBe('inactive\ndisabled');
  },
  [unitReason.name]: async ({ node }) => {
    await withUnit(node, `/bin/sh -c 'echo fatal: no way here; exit 1'`);
    await sh(node, `systemctl start ${unit}`);
    await untilThere(node, `journalctl -u ${unit} -o cat | grep -q fatal`);
    expect(await sh(node, `journalctl -u ${unit} -o cat`)).toContain('fatal: no way here');
    expect(await node.run(unitReason, { unit })).toContain('fatal: no way here');
  },
  [systemdReload.name]: async ({ node }) => {
    await withUnit(node, sleep);
    await sh(node, `sed -i s/1000/2000/ /etc/systemd/system/${unit}`);
    await node.run(systemdReload, {});
    expect(await sh(node, `systemctl show -p ExecStart ${unit}`)).toContain('2000');
  },
  [unitForget.name]: async ({ node }) => {
    await withUnit(node, sleep);
    await sh(node, `systemctl start ${unit}; rm /etc/systemd/system/${unit}; systemctl stop ${unit}`);
    await node.run(unitForget, { unit });
    expect(await sh(node, `systemctl show -p LoadState --value ${unit}`)).toBe('not-found');
  },
  [unitSweep.name]: async ({ node }) => {
    await withScratch(node, 'mkdir -p etcd-data/member; touch etcd-data/reset.env');
    await withUnit(node, sleep);
    const file = `/etc/systemd/system/${unit}`;
    await sh(node, `systemctl enable -q --now ${unit}`);
    expect(await node.run(unitSweep, { lab: 'another', unit, file, directories: [] })).toBe(false);
    expect(await sh(node, `systemctl is-active ${unit}`)).toBe('active');
    expect(await node.run(unitSweep, { lab: scratchLab, unit, file, directories: ['etcd-data'] })).toBe(true);
    expect(await sh(node, `systemctl is-active ${unit}; ls ${file} ${scratchDirectory}`)).toBe(
      `inactive\n${scratchDirectory}:`,
    );
  },
};
