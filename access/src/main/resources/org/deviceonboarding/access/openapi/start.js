// Shows the description and sends nothing: no requests from the page, no keys typed into it, no validator elsewhere.
SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#description',
    deepLinking: true,
    supportedSubmitMethods: [],
    validatorUrl: null,
    plugins: [{ wrapComponents: { authorizeBtn: () => () => null, authorizeOperationBtn: () => () => null } }]
});
