import { render } from 'preact';
import { App } from './app';
import { locale, t } from './words';

document.documentElement.lang = locale;
document.title = t.title;

const root = document.getElementById('app');
if (root) render(<App />, root);
