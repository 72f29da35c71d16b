/** The script `panel.js`, which the editor loads when the sidebar is shown for the first time. */
import { render } from 'preact';
import { Panel } from './panel';
import { addPanelStyle } from './style';

/** Renders the sidebar into an element. */
export function showPanel(element: HTMLElement): void {
  addPanelStyle();
  render(<Panel />, element);
}
