import type { ReactNode } from 'react';
import { Box } from './box.tsx';
import type { ShownNode } from './two-nodes.ts';

interface PlacedNode extends ShownNode {
  index: number;
  /** Its left edge. */
  x: number;
}

interface Props {
  nodes: readonly [ShownNode, ShownNode];
  y?: number;
  width: number;
  height: number;
  /** What stands at the top of its box; its name where nothing else is said. */
  lines?(node: PlacedNode): readonly string[];
  children(node: PlacedNode): ReactNode;
}

const edge = 20;

/** Two nodes, one at each edge of the picture, and in the box of each what `children` draws. */
export function Nodes({ nodes, y = 12, width, height, lines = ({ name }) => [name], children }: Props) {
  return nodes.map((shown, index) => {
    const node = { ...shown, index, x: index === 0 ? edge : 640 - edge - width };
    return (
      <g key={shown.name}>
        <Box x={node.x} y={y} width={width} height={height} tone="node" lines={lines(node)} top />
        {children(node)}
      </g>
    );
  });
}
