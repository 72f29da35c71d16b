/** The sidebar "Twilio", a plugin of the editor. https://nodered.org/docs/api/ui/sidebar/ */
import { addBadgeStyle } from './panel/badge-style';
import { addBadges } from './panel/badges';
import { showWhenVisible } from './panel/load-panel';
import { text } from './text/text';

const ID = 'twilio-sidebar';

RED.plugins.registerPlugin(ID, {
  onadd() {
    const content = $('<div>').css({ height: '100%' });
    RED.actions.add('twilio:show-sidebar', () => {
      RED.sidebar.show(ID);
    });
    RED.sidebar.addTab({
      id: ID,
      label: text('title'),
      name: text('title'),
      content,
      iconClass: 'fa fa-phone',
      enableOnEdit: true,
      pinned: true,
      action: 'twilio:show-sidebar',
    });
    const [element] = content;
    if (element !== undefined) showWhenVisible(element);
    addBadgeStyle();
    addBadges();
  },
});
