import { lazy, Suspense } from 'react';
import { useWords } from '../parts/i18n.ts';
import { useCity } from '../parts/names.tsx';
import { Loading } from '../parts/States.tsx';
import { LangSwitch } from '../parts/Switches.tsx';
import { UserMenu } from '../parts/UserMenu.tsx';
import { Areas } from './areas/Areas.tsx';
import { Calendar } from './calendar/Calendar.tsx';
import { Cameras } from './cameras/Cameras.tsx';
import { Catalogue } from './catalogue/Catalogue.tsx';
import { Health } from './health/Health.tsx';
import { Imports } from './imports/Imports.tsx';
import { Keys } from './keys/Keys.tsx';
import { People } from './people/People.tsx';
import { Posts } from './people/Posts.tsx';
import { Screens } from './people/Screens.tsx';
import { Units } from './people/Units.tsx';
import { Policies } from './policies/Policies.tsx';
import { SECTIONS, type Section, useSection } from './route.ts';
import { Rules } from './rules/Rules.tsx';

/** The desk's own screen, whose words come with it. */
const Fund = lazy(async () => ({ default: (await import('../desk/fund/Fund.tsx')).Fund }));

const PAGES: Readonly<Record<Section, React.ComponentType>> = {
  policies: Policies,
  calendar: Calendar,
  rules: Rules,
  catalogue: Catalogue,
  areas: Areas,
  people: People,
  units: Units,
  posts: Posts,
  screens: Screens,
  keys: Keys,
  cameras: Cameras,
  imports: Imports,
  fund: Fund,
  health: Health,
};

/** Navigation on the left, one section beside it. */
export function AdminPage() {
  const { t } = useWords();
  const city = useCity();
  const [section, go] = useSection();
  const Page = PAGES[section];
  return (
    <div className="admin">
      <header className="top">
        <b className="cut">{t('brand', { city: city.name })}</b>
        <h1>{t('surface.admin')}</h1>
        <span className="who">
          <LangSwitch />
          <UserMenu />
        </span>
      </header>
      <nav className="sections" aria-label={t('surface.admin')}>
        {SECTIONS.map((name) => (
          <a
            key={name}
            href={`/admin/${name}`}
            aria-current={name === section ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              go(name);
            }}
          >
            {t(`admin.section.${name}`)}
          </a>
        ))}
      </nav>
      <main className="work" key={section}>
        <Suspense fallback={<Loading />}>
          <Page />
        </Suspense>
      </main>
    </div>
  );
}
