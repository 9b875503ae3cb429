import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box, type Tone } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { ShownNode } from './two-nodes.ts';

interface Props {
  title: string;
  text: string;
  nodes: readonly [ShownNode, ShownNode];
  /** What stands on each node, and in what both share. */
  on: readonly [Shown, Shown];
  store: readonly string[];
  /** When the second node reads, and where that stands. */
  read: { label: string; x: number; dashed?: boolean };
}

interface Shown {
  role?: string;
  tone: Tone;
  lines: readonly string[];
}

/** The way of a network from the node that made it, through what the nodes share, to the other one. */
export function NetworkInStore({ title, text, nodes, on, store, read }: Props) {
  const words = spoken.pictures;
  return (
    <Picture title={title} text={text} height={240}>
      <Nodes
        nodes={nodes}
        width={240}
        height={92}
        lines={({ name: node, index }) => {
          const role = on[index]?.role;
          return [role === undefined ? node : words.nodeAs({ node, role })];
        }}
      >
        {({ x, index }) => <Box x={x + 20} y={42} width={200} height={46} {...on[index]} />}
      </Nodes>
      <Box x={150} y={170} width={340} height={58} tone="store" lines={store} />
      <Arrow
        from={[140, 90]}
        via={there}
        to={[230, 168]}
        tone="store"
        label={words.ordered({ number: 1, what: words.write })}
        at={[92, 136]}
      />
      <Arrow
        from={[410, 168]}
        via={back}
        to={[500, 92]}
        tone="store"
        dashed={read.dashed}
        label={words.ordered({ number: 2, what: read.label })}
        at={[read.x, 136]}
      />
    </Picture>
  );
}

const there = [
  [140, 140],
  [230, 140],
] as const;

const back = [
  [410, 140],
  [500, 140],
] as const;
