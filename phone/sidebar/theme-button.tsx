import type { JSX } from 'preact';
import { MoonIcon, SunIcon } from '../components/icons';
import type { Theme } from '../hooks/use-theme';
import { t } from '../text/locale';

/** Switches between the light and the dark theme. */
export function ThemeButton({ theme }: { theme: Theme }): JSX.Element {
  const label = theme.dark ? t.useLightTheme : t.useDarkTheme;
  return (
    <button type="button" id="theme" class="icon-button" aria-label={label} title={label} onClick={theme.toggle}>
      {theme.dark ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
