import { inWords, spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function PrerequisitesPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  const { docker, store, ports, portsInWords } = props.track.drawn;
  const words = spoken.pictures;
  const [one, two] = nodes;
  const ends = { one: words.nodeAt(one), two: words.nodeAt(two), ports: inWords(portsInWords(props.dataPort)) };
  return (
    <Picture
      title={words.prerequisitesTitle}
      text={store ? words.prerequisitesStoreText({ ...ends, store: store.name }) : words.prerequisitesText(ends)}
      height={250}
    >
      <Nodes nodes={nodes} width={260} height={130} lines={({ name, address }) => [name, address]}>
        {({ x }) => (
          <>
            <Box x={x + 20} y={62} width={store ? 104 : 220} height={60} lines={['Docker', inWords(docker)]} />
            {store && (
              <Box
                x={x + 136}
                y={62}
                width={104}
                height={60}
                tone="store"
                lines={[store.name, inWords(store.versions)]}
              />
            )}
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
        lines={[words.underlay, words.openPorts({ ports: inWords(ports(props.dataPort)) })]}
      />
    </Picture>
  );
}
