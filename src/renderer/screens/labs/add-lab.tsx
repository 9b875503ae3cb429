import { Modal, Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddByFile } from './add-by-file.tsx';
import { AddByForm } from './add-by-form.tsx';
import { ConfigHosts } from './config-hosts.tsx';
import { emptyForm, type LabForm } from './lab-form.ts';

/** Three ways to name machines of one's own: a form, hosts of ~/.ssh/config put into that form, a lab file. */
export default function AddLab({ opened, dropped, onClose }: { opened: boolean; dropped?: File; onClose: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>('form');
  useEffect(() => {
    if (dropped) setTab('file');
  }, [dropped]);
  const [form, setForm] = useState<LabForm>(emptyForm);
  const added = () => {
    setForm(emptyForm());
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('addLab.title')} size={860}>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="form">{t('addLab.form')}</Tabs.Tab>
          <Tabs.Tab value="config">{t('addLab.config')}</Tabs.Tab>
          <Tabs.Tab value="file">{t('addLab.file')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="form">
          <AddByForm form={form} setForm={setForm} onAdded={added} />
        </Tabs.Panel>
        <Tabs.Panel value="config">
          <ConfigHosts
            onChosen={(nodes) => {
              setForm({ ...form, nodes });
              setTab('form');
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="file">
          <AddByFile dropped={dropped} onAdded={added} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
