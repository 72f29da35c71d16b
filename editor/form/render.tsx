import type { ComponentType } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { FormProvider, formInfo } from './context';

/**
 * A node's edit form as HTML, in the `<script>` that Node-RED looks for.
 * @param type the node type
 * @param Form the default export of `nodes/<node>/<node>.form.tsx`
 * @see https://nodered.org/docs/creating-nodes/edit-dialog
 */
export function renderForm(type: string, Form: ComponentType): string {
  const form = renderToStaticMarkup(
    <FormProvider value={formInfo(type)}>
      <div class="twilio-form">
        <Form />
      </div>
    </FormProvider>,
  );
  return `<script type="text/html" data-template-name="${type}">\n${form}\n</script>\n`;
}
