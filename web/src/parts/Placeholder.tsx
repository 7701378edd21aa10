import { useWords } from './i18n.ts';
import { LangSwitch, LogoutButton } from './Switches.tsx';
import type { SurfaceName } from './surfaces.ts';

/** Stands for a surface that is still to come. */
export function Placeholder({ name }: { name: SurfaceName }) {
  const { t } = useWords();
  return (
    <main className="login">
      <div className="card">
        <h1>{t(`surface.${name}`)}</h1>
        <p className="q">{t(`start.${name}For`)}</p>
        <span className="switches">
          <LogoutButton />
          <LangSwitch />
        </span>
      </div>
    </main>
  );
}
