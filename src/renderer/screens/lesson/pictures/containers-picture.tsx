import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function ContainersPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { network } = props;
  const { subnet } = props.track.drawn;
  return (
    <Picture title={words.containersTitle} text={words.containersText({ network })} height={266}>
      <Box x={168} y={212} width={304} height={44} tone="overlay" lines={[network, words.acrossNodes]} />
      <Nodes nodes={nodes} width={270} height={160}>
        {({ x, index }) => {
          // eth0 stands on the inner side, towards the other node.
          const [inner, outer] = index === 0 ? [x + 142, x + 20] : [x + 20, x + 142];
          return (
            <>
              <Box x={x + 20} y={40} width={230} height={36} lines={[`worker-${index + 1}`]} />
              <Box x={inner} y={100} width={108} height={54} tone="overlay" lines={['eth0', `${subnet}.x, 1450`]} />
              <Box x={outer} y={100} width={108} height={54} tone="underlay" lines={['eth1', '172.18.0.x, 1500']} />
              <Arrow from={[inner + 54, 157]} to={[inner + 54, 209]} tone="overlay" ends="both" />
              <Arrow from={[outer + 54, 157]} to={[outer + 54, 209]} tone="underlay" ends="both" />
              <Box
                x={index === 0 ? 18 : 480}
                y={212}
                width={142}
                height={44}
                tone="underlay"
                lines={['docker_gwbridge', 'NAT']}
              />
            </>
          );
        }}
      </Nodes>
    </Picture>
  );
}
