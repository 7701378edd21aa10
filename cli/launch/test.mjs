import { onNewEnoughNode } from './nodeVersion.mjs';

onNewEnoughNode(() => import('./testing.mjs').then((room) => room.test(process.argv.slice(2))));
