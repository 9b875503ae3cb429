import { inNode, practiceLab, tryInNode, untilInNode } from '../support/nodes/practice.ts';
import { applying, begin, perform, summary } from '../support/nodes/run-lab.ts';
import { type Child, startChild } from './child-process.ts';
import type { OwnFault, Told } from './fault.ts';
import { orHang, tell } from './fault-trial.ts';
import { buildSteps } from './kill-points.ts';
import { faultsOf } from './working.ts';

const nothing: Told = { told: '', falseSuccess: [], problems: [] };

/** Resolves when the child has told of this; rejects when it has ended before. */
async function untilTold(child: Child, which: Parameters<typeof applying>): Promise<void> {
  const told = applying(...which);
  let over = false;
  void child.ended.then(() => {
    over = true;
  });
  while (!child.events.some(told)) {
    if (over) throw new Error('the app ended before');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const reboot: OwnFault = {
  name: 'node rebooted while the engines restart',
  async perform({ loaded }) {
    const lab = loaded.lab.name;
    const running = begin(loaded, { command: 'run' });
    await running.seen(applying('daemon'));
    const hit = Date.now();
    const boot = (await inNode(lab, 'node2', 'cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1')).trim();
    await tryInNode(lab, 'node2', 'systemctl reboot');
    const end = await orHang(running);
    const told = tell(end, running.events, hit);
    if (end?.ok) told.falseSuccess.push(...(await faultsOf(loaded)));
    const deadline = Date.now() + 120_000;
    const up = 'cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1; systemctl is-active -q docker ssh';
    for (;;) {
      const { status, stdout } = await tryInNode(lab, 'node2', up);
      if (status === 0 && stdout.trim() !== boot) return told;
      if (Date.now() > deadline) return { ...told, problems: [...told.problems, 'the node did not come back'] };
    }
  },
};

/** Its worker is down, and its engine knows the overlay only as it was: see steps/workers/start-worker.ts. */
const crashed: OwnFault = {
  name: 'a worker whose node crashed',
  async perform({ loaded }) {
    const lab = loaded.lab.name;
    const built = await perform(loaded, { command: 'run', only: ['preflight', ...buildSteps] });
    if (!built.result.ok) return { ...nothing, problems: [`before the crash: ${summary(built.result)}`] };
    const others = await inNode(lab, 'node2', "docker ps -q --no-trunc --filter 'ancestor=others/tool:1'");
    // All that runs in it is killed at once, as when its plug is pulled.
    await tryInNode(lab, 'node2', 'systemctl poweroff --force --force');
    const deadline = Date.now() + 120_000;
    while ((await tryInNode(lab, 'node2', ':')).status === 0)
      if (Date.now() > deadline) return { ...nothing, problems: ['the node did not go down'] };
    const { status, stderr } = await practiceLab(['start', lab]);
    if (status !== 0) return { ...nothing, problems: [`the node did not come back: ${stderr}`] };
    // What has no restart policy is started by whoever owns it.
    await untilInNode(lab, 'node2', 'docker info', 120);
    await inNode(lab, 'node2', 'docker start "$@"', others.split('\n').filter(Boolean));
    const hit = Date.now();
    const running = begin(loaded, { command: 'run' });
    const end = await orHang(running);
    const told = tell(end, running.events, hit);
    if (!end?.ok) told.problems.push('the run did not start the worker again');
    else told.falseSuccess.push(...(await faultsOf(loaded)));
    return told;
  },
};

const twoApps = (takeOver: boolean): OwnFault => ({
  name: takeOver ? 'a second app takes the lab over' : 'a second app on the same lab',
  async perform({ loaded }) {
    const first = begin(loaded, { command: 'run', options: { iperfSeconds: 1 } });
    await first.seen(applying('daemon'));
    const hit = Date.now();
    const second = startChild(loaded, { command: 'run', takeOver, skip: ['iperf-native', 'iperf-overlay'] });
    const [end, other] = await Promise.all([orHang(first), second.ended]);
    const result = other.events.find((event) => event.type === 'result');
    const loser = takeOver ? end : result;
    const winner = takeOver ? result : end;
    const told = tell(loser, takeOver ? first.events : other.events, hit);
    if (loser?.ok) told.problems.push('both apps claim the run');
    else if (!loser?.errors.some(({ code }) => code === 'held')) told.problems.push(`not told as held: ${told.told}`);
    // Whoever took it over began in the middle of the other's work, and may fail; success must be true.
    if (winner?.ok) told.falseSuccess.push(...(await faultsOf(loaded)));
    else if (!takeOver) told.problems.push(`the first app was disturbed: ${winner && summary(winner)}`);
    return told;
  },
});

const asleep: OwnFault = {
  name: 'the app’s computer asleep 45 s while the engines restart',
  async perform({ loaded }) {
    const child = startChild(loaded, { command: 'run' });
    await untilTold(child, ['daemon']);
    child.kill('SIGSTOP');
    const hit = Date.now();
    // Longer than the guard on the node waits for a sign of life.
    setTimeout(() => child.kill('SIGCONT'), 45_000);
    const { events } = await child.ended;
    const end = events.find((event) => event.type === 'result');
    const told = tell(end, events, hit);
    if (end?.ok) told.falseSuccess.push(...(await faultsOf(loaded)));
    return told;
  },
};

/** A lab is built, its ledger on node1 harmed by this script (`$1` is the file), and then looked at. */
const ledgerHarmed = (name: string, script: string): OwnFault => ({
  name,
  async perform({ loaded }) {
    const { result } = await perform(loaded, { command: 'run', only: ['preflight', ...buildSteps] });
    if (!result.ok) return { ...nothing, problems: [`before the harm: ${summary(result)}`] };
    await inNode(loaded.lab.name, 'node1', script, [`/var/lib/overlay-lab/${loaded.lab.name}/ledger.jsonl`]);
    const hit = Date.now();
    const running = begin(loaded, { command: 'check', only: ['preflight', ...buildSteps] });
    return tell(await orHang(running), running.events, hit);
  },
});

/** The ledger loses its end, or all of it; `share` of its bytes stay. */
const truncated = (share: number): OwnFault =>
  ledgerHarmed(
    `ledger cut to ${Math.round(share * 100)} % of its bytes`,
    `truncate -s $(( $(stat -c %s "$1") * ${Math.round(share * 1000)} / 1000 )) "$1"`,
  );

/** Of a unit only the file is known any more: the one time at which taking back by the ledger loses sight of the rest. */
const cutBehindUnit = ledgerHarmed(
  'ledger cut behind the line of etcd’s unit file',
  `awk '/"kind":"directory"/ {next} {print} /"kind":"file".*overlay-lab-etcd/ {exit}' "$1" >"$1.cut" && mv "$1.cut" "$1"; chmod 600 "$1"`,
);

const edited = ledgerHarmed('a line of the ledger edited', 'sed -i "5s/true/false/" "$1"; sed -i "3s/etcd/etcx/" "$1"');

const member = (name: string, harm: string): OwnFault => ({
  name,
  async perform({ loaded }) {
    const { result } = await perform(loaded, { command: 'run', only: ['preflight', ...buildSteps] });
    if (!result.ok) return { ...nothing, problems: [`before the harm: ${summary(result)}`] };
    const lab = loaded.lab.name;
    await inNode(
      lab,
      'node2',
      `systemctl stop overlay-lab-etcd; cd /var/lib/overlay-lab/${lab}/etcd-data/member; ${harm}; systemctl start --no-block overlay-lab-etcd`,
    );
    await untilInNode(lab, 'node2', '! systemctl is-active -q overlay-lab-etcd');
    const hit = Date.now();
    const running = begin(loaded, { command: 'run' });
    const end = await orHang(running);
    const told = tell(end, running.events, hit);
    if (end?.ok) told.falseSuccess.push(...(await faultsOf(loaded)));
    return told;
  },
});

export const ownFaults: OwnFault[] = [
  reboot,
  crashed,
  twoApps(false),
  twoApps(true),
  asleep,
  ...[0, 0.13, 0.5, 0.77, 0.999].map(truncated),
  cutBehindUnit,
  edited,
  member('a member’s data lost', 'rm -rf ../member'),
  member('a member’s database torn', 'truncate -s 100 snap/db'),
];
