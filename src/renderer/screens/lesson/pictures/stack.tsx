import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { ShownNode } from './two-nodes.ts';

export interface Stage {
  tone: 'plain' | 'overlay' | 'underlay';
  /** On the first node, and on the second where that is not the same. */
  lines: readonly string[];
  second?: readonly string[];
}

interface Props {
  title: string;
  text: string;
  nodes: [ShownNode, ShownNode];
  /** From the top, with each node's network card below them. */
  stages: readonly Stage[];
  /** What stands at the top of a node's box; its name where nothing else is said. */
  lines?(node: ShownNode & { index: number }): readonly string[];
  /** Between the two network cards. */
  wire?: string;
  /** Between the topmost stages: what they see, or do not. */
  across?: string;
  /** Packets go on from the last stage into the network card. */
  isJoined?: boolean;
  card: string;
}

const row = 66;

/** What a packet passes on its way from one node to the other, from the top to the wire. */
export function Stack({ title, text, nodes, stages, lines, wire, across, isJoined = true, card }: Props) {
  const bottom = 40 + stages.length * row;
  const rows = stages.map((_, at) => 82 + at * row).filter((_, at) => isJoined || at < stages.length - 1);
  return (
    <Picture title={title} text={text} height={bottom + 62}>
      <Nodes nodes={nodes} y={8} width={210} height={bottom + 46} {...(lines && { lines })}>
        {({ x, index, address }) => (
          <>
            {stages.map((stage, at) => (
              <Box
                key={stage.lines[0]}
                x={x + 15}
                y={38 + at * row}
                width={180}
                height={44}
                tone={stage.tone}
                lines={index === 0 ? stage.lines : (stage.second ?? stage.lines)}
              />
            ))}
            <Box x={x + 15} y={bottom} width={180} height={44} tone="underlay" lines={[card, address]} />
            {rows.map((y, at) => (
              <Arrow
                key={y}
                from={[x + 105, index === 0 ? y : y + 24]}
                to={[x + 105, index === 0 ? y + 20 : y + 4]}
                tone={at === stages.length - 1 ? 'underlay' : 'overlay'}
              />
            ))}
          </>
        )}
      </Nodes>
      {wire && (
        <Arrow from={[216, bottom + 22]} to={[424, bottom + 22]} tone="underlay" label={wire} at={[320, bottom + 12]} />
      )}
      {across && <Arrow from={[216, 60]} to={[424, 60]} tone="overlay" dashed label={across} at={[320, 50]} />}
    </Picture>
  );
}
