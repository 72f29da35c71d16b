import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useMedia } from './hooks';
import { MoonIcon, SunIcon } from './icons';
import { useRemembered } from './remember';
import { t } from './words';

type Name = 'light' | 'dark';

/** How the page looks now, and the way to turn it over. */
export interface Theme {
  dark: boolean;
  toggle: () => void;
}

const readTheme = (value: unknown): Name | undefined => (value === 'light' || value === 'dark' ? value : undefined);

/** Light or dark as the system has it, until somebody chooses here; the choice is remembered. */
export function useTheme(): Theme {
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const [chosen, choose] = useRemembered<Name | undefined>('theme', undefined, readTheme);
  const dark = chosen === undefined ? systemDark : chosen === 'dark';
  useLayoutEffect(() => {
    if (chosen !== undefined) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  return { dark, toggle: () => choose(dark ? 'light' : 'dark') };
}

/** Turns the theme over. */
export function ThemeButton({ theme }: { theme: Theme }): JSX.Element {
  const name = theme.dark ? t.toLight : t.toDark;
  return (
    <button type="button" id="theme" class="round" aria-label={name} title={name} onClick={theme.toggle}>
      {theme.dark ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
