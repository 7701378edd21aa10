import { mountSurface } from '../parts/surface.tsx';
import { PublicPage } from './PublicPage.tsx';
import { publicWords } from './words.ts';

mountSurface({ name: 'public', words: publicWords, roles: 'everyone', live: false }, <PublicPage />);
