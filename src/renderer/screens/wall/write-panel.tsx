import { Checkbox, Code, Group, Modal, Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassView } from '../../../shared/wire/class-view.ts';
import type { WriteRow } from '../../../shared/wire/seat-view.ts';
import { useLabs } from '../../state/app-stores.ts';
import { previewLine, writeLine } from '../../state/guest.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { tellError } from '../../ui/tell-error.ts';
import type { SeatRow } from './seat-rows.ts';

interface Props {
  view: ClassView;
  rows: readonly SeatRow[];
  hidesNames: boolean;
  close: () => void;
}

interface Shown {
  preview?: string;
  text: string;
  enter: boolean;
  rows: readonly WriteRow[];
}

/** One line for the terminals of many seats, written only as it was shown before. */
export default function WritePanel({ view, rows, hidesNames, close }: Props) {
  const { t } = useTranslation();
  const cards = useLabs((state) => state.cards);
  const labs = rows.flatMap(({ lab }) => lab ?? []);
  const own = cards?.filter(({ id }) => labs.includes(id)) ?? [];
  const nodes = [...new Set(own.flatMap((card) => card.nodes.map(({ name }) => name)))];
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState('');
  const [enter, setEnter] = useState(true);
  const [shown, setShown] = useState<Shown>();
  const node = chosen ?? nodes[0];
  const seats = rows.map(({ name }) => name);
  const ready = shown?.rows.filter(({ state }) => state === 'ready').length ?? 0;
  const not = seats.length === 0 || node === undefined ? t('wall.noSeats') : undefined;
  const look = () =>
    previewLine({ class: view.name, seats, node: node ?? '', text, enter })
      .then((given) => setShown({ ...given, text, enter }))
      .catch(tellError);
  const write = ({ preview = '', ...rest }: Shown) =>
    writeLine(view.name, preview)
      .then((given) => setShown({ ...rest, rows: given.rows }))
      .catch(tellError);
  // What was shown is written, or nothing: another line wants another preview.
  const changed = (change: () => void) => {
    change();
    setShown(undefined);
  };
  return (
    <Modal opened onClose={close} title={t('guest.write.title')} size="lg">
      <Text fz="sm" c="dimmed" mb={8}>
        {t('guest.write.text')}
      </Text>
      <Group gap={10} align="flex-end" mb={10}>
        <Select
          label={t('guest.write.node')}
          data={nodes}
          value={node ?? null}
          onChange={(value) => changed(() => setChosen(value ?? undefined))}
          allowDeselect={false}
          w={140}
        />
        <TextInput
          label={t('guest.write.line')}
          value={text}
          maxLength={1000}
          onChange={({ currentTarget: { value } }) => changed(() => setText(value))}
          flex={1}
        />
      </Group>
      <Group justify="space-between" mb={10}>
        <Checkbox
          label={t('guest.write.enter')}
          checked={enter}
          onChange={({ currentTarget: { checked } }) => changed(() => setEnter(checked))}
        />
        <ActionButton
          variant="default"
          not={not ?? (text.trim() === '' ? t('guest.write.noLine') : undefined)}
          onClick={() => void look()}
        >
          {t('guest.write.preview')}
        </ActionButton>
      </Group>
      {shown && (
        <>
          <Text fz="sm">{t(shown.enter ? 'guest.write.run' : 'guest.write.typed')}</Text>
          <Code block>{shown.text}</Code>
          <SeatStates rows={shown.rows} all={rows} hidesNames={hidesNames} />
          {shown.preview !== undefined && (
            <ActionButton not={ready === 0 ? t('guest.write.noneReady') : undefined} onClick={() => void write(shown)}>
              {t('guest.write.write', { count: ready })}
            </ActionButton>
          )}
        </>
      )}
    </Modal>
  );
}

function SeatStates({ rows, all, hidesNames }: { rows: readonly WriteRow[]; all: Props['rows']; hidesNames: boolean }) {
  const { t } = useTranslation();
  const called = (seat: string) =>
    hidesNames ? t('wall.place', { place: all.find(({ name }) => name === seat)?.place ?? 0 }) : seat;
  return (
    <Table aria-label={t('guest.write.result')} my={10}>
      <Table.Tbody>
        {rows.map(({ seat, state }) => (
          <Table.Tr key={seat}>
            <Table.Th scope="row">{called(seat)}</Table.Th>
            <Table.Td>{t(`guest.write.states.${state}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
