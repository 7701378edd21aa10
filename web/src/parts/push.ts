import { useEffect, useState } from 'react';
import { call } from '../api/call.ts';

type PushState = 'none' | 'off' | 'on';

/** Notices of this browser: whether it can, whether it does, and how to change it. `key` is the server's own. */
export function usePush(key: string): { state: PushState; toggle: () => Promise<void> } {
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  const [state, setState] = useState<PushState>(able ? 'off' : 'none');
  useEffect(() => {
    if (!able) return;
    void registration()
      .then((one) => one.pushManager.getSubscription())
      .then((one) => one && setState('on'))
      .catch(() => setState('none'));
  }, [able]);
  const toggle = async () => {
    const worker = await registration();
    const held = await worker.pushManager.getSubscription();
    if (held) {
      await call('unsubscribePush', { endpoint: held.endpoint });
      await held.unsubscribe();
      return setState('off');
    }
    if ((await Notification.requestPermission()) !== 'granted') return setState('none');
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { keys } = made.toJSON();
    await call('subscribePush', {
      endpoint: made.endpoint,
      p256dh: keys?.p256dh ?? '',
      auth: keys?.auth ?? '',
    });
    setState('on');
  };
  return { state, toggle };
}

function registration(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('/notices.js', { scope: location.pathname });
}
