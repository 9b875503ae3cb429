import type { StepId } from './steps.ts';
import { tutorialOutputs } from './tutorial.ts';

export type TutorialOutput = { command: string; text: string };

/** What the tutorial printed where the lab printed this; undefined where its text shows nothing of the kind. */
export function tutorialBeside(output: { step: StepId; command: string; text: string }): TutorialOutput | undefined {
  const { step, command, text } = output;
  if (/\bnetwork ls\b/.test(command)) {
    const shown = /\boverlay\b/.test(text) ? tutorialOutputs.networksAfter : tutorialOutputs.networksBefore;
    return { command: 'sudo docker network ls', text: shown };
  }
  if (step === 'interfaces') return { command: 'sudo docker exec worker-1 ifconfig', text: tutorialOutputs.interfaces };
  if (step === 'ping') return { command: 'sudo docker exec worker-1 ping -c 4 10.0.0.3', text: tutorialOutputs.ping };
  if (step === 'iperf-native') return { command: 'iperf -c 192.168.236.130', text: tutorialOutputs.iperfNative };
  if (step === 'iperf-overlay') return { command: 'iperf -c 10.0.0.2', text: tutorialOutputs.iperfOverlay };
  return undefined;
}
