import type { JSX } from 'preact';
import { MoonIcon, SunIcon } from '../components/icons';
import type { Theme } from '../hooks/use-theme';
import { t } from '../text/locale';

/** Turns the theme over. */
export function ThemeButton({ theme }: { theme: Theme }): JSX.Element {
  const name = theme.dark ? t.toLight : t.toDark;
  return (
    <button type="button" id="theme" class="round" aria-label={name} title={name} onClick={theme.toggle}>
      {theme.dark ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
