import { expect, onTestFinished } from 'vitest';
import { silenceCause } from '../../../src/core/bounds/docker-silence.ts';
import { rollbackCancel } from '../../../src/core/ledger/kinds/file.ts';
import { engineRestart, runningForget, runningRemember } from '../../../src/core/machine/engine.ts';
import { engineLook } from '../../../src/core/machine/engine-state.ts';
import { sha256 } from '../../../src/core/machine/file.ts';
import { attachedForget, attachedNote, attachedRead } from '../../../src/core/machine/leave-swarm.ts';
import type { RemoteNode } from '../../../src/core/machine/port.ts';
import { swarmNotesSweep } from '../../../src/core/machine/swarm-notes.ts';
import { imageMake, imagePull } from '../../../src/core/tracks/common/image/image.ts';
import { networksShow } from '../../../src/core/tracks/common/support/show-lists.ts';
import { engineStart } from '../../../src/core/tracks/common/support/wake-engine.ts';
import { engineForget } from '../../../src/core/tracks/etcd/daemon/forget-sandboxes.ts';
import { engineSwitch, rollbackConfirm, rollbackNow } from '../../../src/core/tracks/etcd/daemon/rollback.ts';
import { swarmNodesShow } from '../../../src/core/tracks/swarm/swarm.ts';
import { namespace } from './network.ts';
import { scratchLab as lab, type Proof, scratchDirectory, sh, withScratch } from './place.ts';

const timer = `overlay-lab-rollback-${lab}`;
const timers = `systemctl list-timers --all --no-legend '${timer}*' | grep -c . || :`;
const isUp = 'systemctl is-active docker';
const path = '/etc/docker/daemon.json';
const id = 'a1'.repeat(32);

const withTimer = async (node: RemoteNode) => {
  onTestFinished(async () => void (await sh(node, `systemctl stop ${timer}.timer`)));
  await sh(node, `systemd-run -q --unit=${timer} --on-active=600 true`);
  expect(await sh(node, timers)).toBe('1');
};

export const engines: Record<string, Proof> = {
  [engineLook.name]: async ({ node }) => {
    const { units, processes, socket } = await node.run(engineLook, {});
    expect(units['docker.service']?.active).toBe(await sh(node, isUp));
    expect(processes.map(({ pid }) => String(pid))).toEqual([
      await sh(node, 'systemctl show -p MainPID --value docker'),
    ]);
    expect(socket).toBe(await sh(node, 'readlink -f /var/run/docker.sock'));
  },
  [networksShow.name]: async ({ node }) => {
    expect((await node.run(networksShow, {})).trimEnd()).toBe(await sh(node, 'docker network ls'));
  },
  [silenceCause.name]: async ({ node }) => {
    expect(await node.run(silenceCause, {})).toBeUndefined();
    const signal = (name: string) => sh(node, `systemctl kill -s ${name} --kill-who=main docker`);
    onTestFinished(async () => void (await signal('CONT')));
    await signal('STOP');
    expect(await sh(node, 'ps -o stat= -C dockerd | cut -c1')).toBe('T');
    expect(await node.run(silenceCause, {})).toMatchObject({ isCertain: true });
  },
  [engineStart.name]: async ({ node }) => {
    await sh(node, 'systemctl stop docker.socket docker.service');
    expect(await node.run(engineStart, { masked: [] })).toBe(true);
    expect(await sh(node, isUp)).toBe('active');
    const masked = ['docker.service', 'docker.socket'];
    await sh(node, `systemctl stop docker.socket docker.service; systemctl mask ${masked.join(' ')}`);
    expect(await node.run(engineStart, { masked: [] })).toBe(false);
    expect(await node.run(engineStart, { masked })).toBe(true);
    expect(await sh(node, `${isUp}; systemctl is-enabled docker.service`)).toBe('active\nenabled');
  },
  [engineForget.name]: async ({ node }) => {
    await namespace(node, '0123456789ab');
    await sh(node, 'touch /run/proof-notes; systemctl reset-failed docker');
    await node.run(engineForget, { notes: '/run/proof-notes', sandboxes: ['0123456789ab'] });
    expect(await sh(node, `ls /run/proof-notes /var/run/docker/netns/0123456789ab; ${isUp}`)).toBe('active');
  },
  [runningRemember.name]: async ({ node }) => {
    await withScratch(node, `echo b2 >running`);
    expect(await node.run(runningRemember, { lab, ids: ['a1'] })).toEqual(['a1', 'b2']);
    expect(await sh(node, `cat ${scratchDirectory}/running`)).toBe('a1\nb2');
  },
  [engineRestart.name]: async ({ node }) => {
    await withScratch(node, `touch ledger.jsonl; echo ${id} >running`);
    const pid = await sh(node, 'systemctl show -p MainPID --value docker');
    const ids = ['b2'.repeat(32)];
    expect(await node.run(engineRestart, { lab, ids })).toEqual({ isRestarted: true, others: [id, ...ids] });
    expect(await sh(node, `cat ${scratchDirectory}/running; ${isUp}`)).toBe(`${id}\n${ids[0]}\nactive`);
    expect(await sh(node, 'systemctl show -p MainPID --value docker')).not.toBe(pid);
  },
  [runningForget.name]: async ({ node }) => {
    await withScratch(node, `echo b2 >running`);
    await node.run(runningForget, { lab });
    expect(await sh(node, `ls ${scratchDirectory}`)).toBe('');
  },
  [engineSwitch.name]: async ({ node }) => {
    await withScratch(node);
    onTestFinished(
      async () =>
        void (await sh(
          node,
          `systemctl stop ${timer}.timer; rm -f ${path}; systemctl reset-failed docker; systemctl restart docker`,
        )),
    );
    const text = '{"debug": true}';
    const change = { kind: 'file', path, before: null, wrote: sha256(text), reload: 'docker' } as const;
    await sh(node, `rm -f ${path}`);
    // Nothing is remembered yet.
    const running = ['b2'.repeat(32)];
    await sh(node, `printf %s '${Buffer.from(text).toString('base64')}' >${scratchDirectory}/staged`);
    expect(await node.run(engineSwitch, { lab, configuration: { change, mode: '640' }, running })).toEqual(running);
    expect(await sh(node, `ls ${scratchDirectory} | grep staged; :`)).toBe('');
    expect(await sh(node, `cat ${scratchDirectory}/running`)).toBe(running[0]);
    expect(await sh(node, `cat ${path}; echo; stat -c %a ${path}; docker info -f '{{.Debug}}'; ${timers}`)).toBe(
      `${text}\n640\ntrue\n1`,
    );
  },
  [rollbackNow.name]: async ({ node }) => {
    await withScratch(node, 'echo "rm -f $3 /run/rolled; echo $1 $2 >/run/rolled" >rollback.sh');
    await sh(node, `printf 'echo "$1 $2" >/run/rolled' >${scratchDirectory}/rollback.sh`);
    await withTimer(node);
    expect(await node.run(rollbackNow, { lab, path })).toBe(true);
    expect(await sh(node, `cat /run/rolled; ${timers}`)).toBe(`${scratchDirectory} ${path}\n0`);
  },
  [rollbackConfirm.name]: async ({ node }) => {
    await withScratch(node, 'touch rollback.sh rollback.before rollback.sum');
    await withTimer(node);
    await node.run(rollbackConfirm, { lab });
    expect(await sh(node, `ls ${scratchDirectory}; ${timers}`)).toBe('0');
  },
  [rollbackCancel.name]: async ({ node }) => {
    await withTimer(node);
    await node.run(rollbackCancel, { lab });
    expect(await sh(node, timers)).toBe('0');
  },
  [imageMake.name]: async ({ node }) => {
    await withScratch(node);
    const reference = 'proof-image:1';
    onTestFinished(async () => void (await sh(node, `docker rmi ${reference}`)));
    await node.run(imageMake, { reference, lab });
    expect(await sh(node, `docker inspect -f '{{json .Config.Labels}}' ${reference}`)).toContain(`:"${lab}"`);
    expect(await sh(node, `docker run --rm ${reference} ping -V | head -c 4`)).toBe('ping');
    // An ordinary userland: a name for each of busybox's programs, and the node's own tools.
    const names = `{ busybox --list; for own in ping ip iperf iperf3 tcpdump; do ! command -v $own >/dev/null || echo $own; done; }`;
    const missing = `while read one; do [ -e /bin/$one ] || echo $one; done; echo all`;
    expect(await sh(node, `${names} | grep -cxE 'true|ps|vi|wget|ping|iperf3?|ip|tcpdump'`)).toMatch(/^(8|9|1\d)$/);
    expect(await sh(node, `${names} | docker run --rm -i ${reference} sh -c '${missing}'`)).toBe('all');
  },
  [imagePull.name]: async ({ node }) => {
    const reference = '127.0.0.1:9/none:1';
    const { ok, said } = await node.run(imagePull, { reference });
    expect(ok).toBe(false);
    expect(await sh(node, `docker pull -q ${reference} 2>&1`)).toContain('refused');
    expect(said).toContain('refused');
  },
  [attachedNote.name]: async ({ node }) => {
    await withScratch(node);
    const attachments = [{ network: id, container: id, name: 'web', end: { Aliases: ['www'] } }];
    await node.run(attachedNote, { lab, attachments });
    expect(JSON.parse(await sh(node, `base64 -d ${scratchDirectory}/attached`))).toEqual(attachments);
  },
  [attachedRead.name]: async ({ node }) => {
    const one = { network: id, container: id, name: 'web', end: {} };
    await withScratch(node, `{ echo torn; printf '%s' '${JSON.stringify([one])}' | base64 -w0; } >attached`);
    expect(await node.run(attachedRead, { lab })).toEqual([one]);
  },
  [attachedForget.name]: async ({ node }) => {
    await withScratch(node, 'touch attached');
    await node.run(attachedForget, { lab });
    expect(await sh(node, `ls ${scratchDirectory}`)).toBe('');
  },
  [swarmNodesShow.name]: async ({ node }) => {
    expect((await node.run(swarmNodesShow, {})).trimEnd()).toBe(await sh(node, 'docker node ls 2>/dev/null'));
  },
  [swarmNotesSweep.name]: async ({ node }) => {
    const folder = '/var/lib/docker/network/files';
    const before = await sh(node, `ls -A ${folder}`);
    await sh(node, `cd ${folder}; mkdir -p lb_1 lb_2; touch lb_1/hosts lb_2/hosts resolv.conf`);
    const kept = [`${folder}/lb_2`, `${folder}/lb_2/hosts`];
    await node.run(swarmNotesSweep, { kept });
    expect(await sh(node, `ls ${folder}/lb_2; rm -r ${folder}/lb_2`)).toBe('hosts');
    expect(await sh(node, `ls -A ${folder}`)).toBe(before);
  },
};
