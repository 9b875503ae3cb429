import type { StepId } from '../../../src/shared/run/steps.ts';
import { inNode, untilInNode } from './practice.ts';
import { applying, type Running } from './run-lab.ts';

/** Where each step is in the midst of its work, as seen from within a node. */
const midst: Partial<Record<StepId, string>> = {
  image: 'ls -d /var/lib/overlay-lab/*/image',
  etcd: 'systemctl is-enabled overlay-lab-etcd.service',
  daemon: 'ls /var/lib/overlay-lab/*/rollback.sh',
  ping: 'pgrep -x ping',
  'iperf-native': 'pgrep -x iperf3',
  'iperf-overlay': 'docker top worker-1 | grep -q iperf3',
};

/** Makes tar slow, and with it the image, which else is there before anyone can step in. */
export const slowTar = `printf '#!/bin/sh\\nsleep 5\\nexec /usr/bin/tar "$@"\\n' >/usr/local/bin/tar; chmod 755 /usr/local/bin/tar`;
export const usualTar = 'rm -f /usr/local/bin/tar';

/** Waits until a step is at work on node1, really. */
export async function inMidstOf(step: StepId, running: Running, lab: string): Promise<void> {
  await running.seen(applying(step));
  await untilInNode(lab, 'node1', midst[step] ?? 'true');
}

export async function slowDown(lab: string, step: StepId): Promise<void> {
  if (step === 'image') await inNode(lab, 'node1', slowTar);
}

export async function usualSpeed(lab: string): Promise<void> {
  await inNode(lab, 'node1', usualTar);
}
