import { Badge, Button, Drawer, Group, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { clearNotices, closeNotices, type Notice, openNotices, useNotices } from '../ui/notices.ts';
import classes from './status-bar.module.css';

/** What was said in this window: a notice leaves the screen by itself, and may be wanted later. */
export function NoticesButton() {
  const { t } = useTranslation();
  const { all, unseen, shown } = useNotices();
  return (
    <>
      <UnstyledButton className={classes.notices} onClick={openNotices}>
        <Icon name="bell" size={15} />
        {t('notices.title')}
        {unseen > 0 && (
          <Badge size="xs" circle color="lab.8" aria-label={t('notices.unseen', { count: unseen })}>
            {unseen > 9 ? '9+' : unseen}
          </Badge>
        )}
      </UnstyledButton>
      <Drawer opened={shown} onClose={closeNotices} position="right" size={420} title={t('notices.title')}>
        {all.length === 0 ? (
          <Text fz="sm">{t('notices.none')}</Text>
        ) : (
          <>
            <Group justify="flex-end">
              <Button variant="subtle" size="compact-sm" onClick={clearNotices}>
                {t('notices.clear')}
              </Button>
            </Group>
            <ol className={classes.list}>
              {all.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} />
              ))}
            </ol>
          </>
        )}
      </Drawer>
    </>
  );
}

function NoticeRow({ notice: { at, tone, title, message } }: { notice: Notice }) {
  const { i18n } = useTranslation();
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Text fz="sm" fw={600} c={tone === 'bad' ? 'var(--lab-bad)' : undefined}>
          {title}
        </Text>
        <Text fz="xs" c="dimmed" flex="none">
          {new Date(at).toLocaleTimeString(i18n.language)}
        </Text>
      </Group>
      <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
        {message}
      </Text>
    </li>
  );
}
