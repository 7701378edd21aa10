// @ts-nocheck A service worker has globals of its own.
// The worker that shows what the server pushes; it keeps nothing and fetches nothing.
self.addEventListener('push', (event) => {
  const said = event.data ? event.data.json() : {};
  event.waitUntil(
    self.registration.showNotification(String(said.title ?? ''), {
      body: String(said.body ?? ''),
      tag: String(said.tag ?? ''),
      icon: '/icon.svg',
      data: { url: String(said.url ?? '/') },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data;
  // Only pages of this city, whatever a push says.
  if (url.startsWith('/') && !url.startsWith('//')) event.waitUntil(self.clients.openWindow(url));
});
