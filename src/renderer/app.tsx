import { AppFrame } from './app-frame.tsx';
import { Shell } from './shell/shell.tsx';

export function App() {
  return (
    <AppFrame>
      <Shell />
    </AppFrame>
  );
}
