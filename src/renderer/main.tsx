import './zod-setup.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app.css';
import './i18n.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { refuseDrops } from './shell/refuse-drops.ts';
import { startMirrors } from './state/app-stores.ts';
import { keepConnected } from './state/connection.ts';

refuseDrops();
void keepConnected();
startMirrors();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
