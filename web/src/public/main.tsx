import { mountSurface } from '../parts/surface.tsx';
import { StartPage } from './StartPage.tsx';

mountSurface({ name: 'public', roles: 'everyone', live: false }, <StartPage />);
