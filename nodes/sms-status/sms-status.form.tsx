export { MessageStatusForm as default } from '../../editor/form/message-status';
