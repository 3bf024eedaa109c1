// Shows the description and sends nothing: no requests from the page, no keys typed into it, no validator elsewhere.
const nothing = () => () => null;
// A link inside the button that opens an operation would be a control within a control.
const text = (_, { React }) => props => React.createElement('span', null, props.text);

SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#description',
    deepLinking: true,
    supportedSubmitMethods: [],
    validatorUrl: null,
    plugins: [{
        wrapComponents: {
            authorizeBtn: nothing,
            authorizeOperationBtn: nothing,
            ServersContainer: nothing,
            DeepLink: text
        }
    }]
});
