import { useTranslation } from 'react-i18next';
import { openLabDialog } from '../screens/labs/lab-dialogs.ts';
import { saveSettings } from '../state/app-stores.ts';
import type { Action } from '../ui/action.tsx';
import { openNotices } from '../ui/notices.ts';
import { tellError } from '../ui/tell-error.ts';
import { saveBugReport } from './save-bug-report.ts';

/** What is done in the app, whichever lab one looks at. */
export function useAppActions(): Action[] {
  const { t } = useTranslation();
  return [
    { id: 'add-machines', label: t('labs.addSsh'), act: () => openLabDialog('own') },
    { id: 'new-practice', label: t('labs.newPractice'), act: () => openLabDialog('practice') },
    { id: 'notices', label: t('palette.notices'), act: openNotices },
    ...(['light', 'dark', 'auto'] as const).map((theme) => ({
      id: theme,
      label: t(`palette.theme.${theme}`),
      act: () => void saveSettings({ theme }),
    })),
    ...(['plain', 'withNames'] as const).map((kind) => ({
      id: `bug-${kind}`,
      label: t(`palette.bug.${kind}`),
      act: () => void saveBugReport(kind === 'withNames').catch(tellError),
    })),
  ];
}
