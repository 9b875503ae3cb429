import { Alert, Text } from '@mantine/core';
import { isFinished, type RunView } from '../../shared/run/view.ts';
import { atNode } from '../../shared/text/at-node.ts';

/** What a run that is under way waits for on its nodes, where that takes unusually long, with the way out. */
export function RunWaits({ run }: { run: RunView }) {
  const late = run.nodes.filter(({ message }) => message !== undefined);
  if (isFinished(run) || late.length === 0) return null;
  return (
    <Alert color="yellow" my={10} role="status">
      {late.map(({ name, message = '' }) => (
        <Text key={name} fz="sm">
          {atNode(name, message)}
        </Text>
      ))}
    </Alert>
  );
}
