import type { StepId } from '../../shared/steps.ts';
import { tutorialOutputs } from '../../shared/tutorial.ts';
import type { OutputPicture } from '../state/run-picture.ts';

type Shown = { command: string; text: string };

const bySteps: Partial<Record<StepId, Shown>> = {
  interfaces: { command: 'sudo docker exec worker-1 ifconfig', text: tutorialOutputs.interfaces },
  ping: { command: 'sudo docker exec worker-1 ping -c 4 10.0.0.3', text: tutorialOutputs.ping },
  'iperf-native': { command: 'iperf -c 192.168.236.130', text: tutorialOutputs.iperfNative },
  'iperf-overlay': { command: 'iperf -c 10.0.0.2', text: tutorialOutputs.iperfOverlay },
};

function beside({ step, command, text }: OutputPicture): Shown | undefined {
  if (!/\bnetwork ls\b/.test(command)) return bySteps[step];
  const after = /\boverlay\b/.test(text);
  return {
    command: 'sudo docker network ls',
    text: after ? tutorialOutputs.networksAfter : tutorialOutputs.networksBefore,
  };
}

export interface OutputPair {
  mine: OutputPicture;
  tutorial: Shown;
}

/** The first output of each kind beside what the tutorial printed, and all the others by themselves. */
export function pairOutputs(outputs: readonly OutputPicture[]): { pairs: OutputPair[]; others: OutputPicture[] } {
  const pairs: OutputPair[] = [];
  const others: OutputPicture[] = [];
  for (const mine of [...outputs].sort((a, b) => a.on.localeCompare(b.on))) {
    const tutorial = beside(mine);
    if (tutorial && !pairs.some((pair) => pair.tutorial.text === tutorial.text)) pairs.push({ mine, tutorial });
    else others.push(mine);
  }
  return { pairs, others };
}
