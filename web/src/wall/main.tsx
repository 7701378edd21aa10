import { Placeholder } from '../parts/Placeholder.tsx';
import { mountSurface } from '../parts/surface.tsx';

mountSurface({ name: 'wall', roles: 'everyone' }, <Placeholder name="wall" />);
