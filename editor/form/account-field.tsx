/** The account of a node. */

import { i18n, useForm } from './context';
import { FIELD_STYLE, Row } from './rows';

/** What an editor without accounts offers. See editor/account/only-account.ts. */
const FirstAccount = () => (
  <span class="twilio-first-account" id={`${useForm().own}-first-account`} style={FIELD_STYLE} hidden>
    {['simulator', 'twilio'].map((environment) => (
      <button type="button" class="red-ui-button" data-account={environment}>
        <span data-i18n={i18n(`common.firstAccount.${environment}`)} />
      </button>
    ))}
  </span>
);

/** The account node. */
export const AccountField = ({ hint = false }: { hint?: boolean }) => {
  const id = `${useForm().prefix}-account`;
  return (
    <Row property="account" icon="user-circle-o" strings="common" hint={hint} forId={id}>
      <input type="text" id={id} style={FIELD_STYLE} />
      <FirstAccount />
    </Row>
  );
};
