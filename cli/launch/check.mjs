import { onNewEnoughNode } from './nodeVersion.mjs';

onNewEnoughNode(() => import('./checking.mjs').then((room) => room.check()));
