/** The parts of Node-RED's editor API that only the sidebar uses. https://nodered.org/docs/api/ui/ */

/** A node on the canvas. */
interface CanvasNode {
  id: string;
  dirty?: boolean;
}

interface SidebarTab {
  id: string;
  label: string;
  name: string;
  content: JQuery;
  iconClass: string;
  enableOnEdit: boolean;
  pinned: boolean;
  action?: string;
}

interface AnnotationOptions {
  type: 'badge';
  class: string;
  element(node: CanvasNode): SVGElement;
  filter(node: { type: string }): boolean;
  show(node: CanvasNode): boolean;
  refresh(node: CanvasNode): boolean;
}

interface Popover {
  open(): Popover;
  close(instant?: boolean): Popover;
}

interface RedPopover {
  create(options: { target: JQuery; trigger: 'manual'; direction: string; content: JQuery }): Popover;
}

interface RedGlobal {
  plugins: { registerPlugin(id: string, definition: { type?: string; onadd(): void }): void };
  sidebar: { addTab(options: SidebarTab): void; show(id: string): void };
  actions: { add(name: string, handler: () => void): void };
  /** The language of the editor, such as `de`. */
  i18n: { lang(): string };
  comms: { subscribe(topic: string, listener: (topic: string, data: unknown) => void): void };
}

interface RedEvents {
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

interface RedView {
  reveal(id: string): void;
  annotations: { register(id: string, options: AnnotationOptions): void };
}
