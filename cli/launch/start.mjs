import { onNewEnoughNode } from './nodeVersion.mjs';

onNewEnoughNode(() => import('./starting.mjs').then((room) => room.start(process.argv.slice(2))));
