import '../parts/base.css';
import './field.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../api/answers.ts';
import { behindThePage, langNow, startI18n } from '../parts/i18n.ts';
import { CrashGuard } from '../parts/States.tsx';
import { ToastHost } from '../parts/Toast.tsx';
import { startTheme } from '../parts/theme.ts';
import { entryZh } from '../parts/words/entryZh.ts';
import { Gate } from './Gate.tsx';
import { Insecure } from './Insecure.tsx';
import { startInstall } from './mine/install.tsx';
import { startSun } from './mine/sun.tsx';
import { startOffline } from './update.ts';
import { english } from './words/english.ts';
import { entryZh as fieldZh } from './words/entryZh.ts';

// The pages stand behind the login form, which need not wait for them.
const pages = async () => (await import('./FieldApp.tsx')).FieldApp;

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
startTheme();
startSun();
startInstall();
startI18n('field', { zh: fieldZh, en: {} }, { zh: entryZh, en: {} });
// Every kilobyte counts at the start: the second language comes behind, unless it is the first.
if (langNow() === 'en') await english();
else behindThePage(() => void english().catch(() => undefined));
// Being offline is the normal case here: every question is asked at once and its failure is known at once.
const { queries } = queryClient.getDefaultOptions();
queryClient.setDefaultOptions({ queries: { ...queries, networkMode: 'always', retry: false } });
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <CrashGuard>{window.isSecureContext ? <Gate load={pages} /> : <Insecure />}</CrashGuard>
      <ToastHost />
    </QueryClientProvider>
  </StrictMode>,
);
if (window.isSecureContext) startOffline();
