import type { PictureProps } from './picture-props.ts';

export interface ShownNode {
  name: string;
  address: string;
}

/** Two nodes say it all; a lab with more has the others in words. */
export function twoNodes({ nodes }: PictureProps): [ShownNode, ShownNode] {
  const [first, second] = nodes;
  return [
    first ?? { name: 'node1', address: '192.168.236.130' },
    second ?? { name: 'node2', address: '192.168.236.131' },
  ];
}
