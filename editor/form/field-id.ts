import { useForm } from './context';

/** The id that Node-RED fills and saves. */
export const useFieldId = (property: string): string => `${useForm().prefix}-${property}`;

/** An id that Node-RED does not save, because the saved value is not a text. See editor/fields. */
export const useOwnId = (property: string): string => `${useForm().own}-field-${property}`;
