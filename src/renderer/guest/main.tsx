import '../zod-setup.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../app.css';
import '../i18n.ts';
import './i18n-guest.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppFrame } from '../app-frame.tsx';
import { GuestShell } from '../shell/guest/guest-shell.tsx';
import { refuseDrops } from '../shell/refuse-drops.ts';
import { keepConnected } from '../state/connection.ts';
import { startGuestMirrors } from '../state/guest.ts';

refuseDrops();
void keepConnected();
startGuestMirrors();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <AppFrame>
        <GuestShell />
      </AppFrame>
    </StrictMode>,
  );
