import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { factsOf } from './track-facts.ts';
import { twoNodes } from './two-nodes.ts';

export default function PrerequisitesPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  const { docker, store, ports, portsInWords } = factsOf(props);
  return (
    <Picture
      title="Two machines on one plain IP network: the underlay"
      text={`${nodes[0].name} (${nodes[0].address}) and ${nodes[1].name} (${nodes[1].address}) each run Docker${store ? ` and have ${store[0]} installed` : ''}. They reach each other over the underlay on ports ${portsInWords}.`}
      height={250}
    >
      <Nodes nodes={nodes} width={260} height={130} lines={({ name, address }) => [name, address]}>
        {({ x }) => (
          <>
            <Box x={x + 20} y={62} width={store ? 104 : 220} height={60} lines={['Docker', docker]} />
            {store && <Box x={x + 136} y={62} width={104} height={60} tone="store" lines={store} />}
            <Arrow from={[x + 130, 142]} to={[x + 130, 190]} tone="underlay" ends="none" />
          </>
        )}
      </Nodes>
      <Box
        x={20}
        y={188}
        width={600}
        height={52}
        tone="underlay"
        lines={['underlay', `open between the nodes: ${ports}`]}
      />
    </Picture>
  );
}
