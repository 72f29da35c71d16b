import { AccountField, Checkbox, Name, NumberField, Select, TypedField } from '../../editor/form/fields';
import { AccountsSection, JsonRows, Note, Output } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Select property="resource" icon="cubes" />
      <Select property="operation" icon="bolt" />
      <Note name="confirmed" warning />
      <Note name="request" when="resource=request" />
      <Checkbox property="confirm" hint />
      <Note name="setWebhooks" when="resource=incomingNumbers operation=setWebhooks" />
      <Note name="summary" when="resource=summary" />
      <Note name="credentials" when="resource=credentials" />
      <Note name="analytics" when="resource=analytics" />
      <Select
        property="method"
        icon="exchange"
        choices={['GET', 'POST', 'PUT', 'PATCH', 'DELETE']}
        when="resource=request"
      />
      <TypedField property="path" icon="link" when="resource=request" hint />
      <JsonRows name="parameters" icon="list-ol" />
      <TypedField property="parameters" icon="list-ul" hint />
      <Checkbox property="json" when="resource=request method=POST|PUT|PATCH" hint />
      <div id="twilio-part-list">
        <NumberField property="limit" icon="sort-numeric-asc" hint />
        <Select property="emit" icon="clone" choices={['array', 'each']} />
      </div>
      <Output name="docs" icon="book" />
      <AccountsSection />
    </>
  );
}
