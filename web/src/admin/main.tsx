import './admin.css';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { AdminPage } from './AdminPage.tsx';
import { words } from './words.ts';

mountSurface({ name: 'admin', words, roles: SURFACE_ROLES.admin, live: false }, <AdminPage />);
