import { onNewEnoughNode } from './nodeVersion.mjs';

onNewEnoughNode(() => import('./testing.mjs').then((room) => room.bench(process.argv.slice(2))));
