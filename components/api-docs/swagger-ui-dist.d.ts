declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
	type SwaggerUIOptions = {
		readonly domNode: HTMLElement;
		readonly url: string;
		readonly deepLinking: boolean;
		readonly docExpansion: "list" | "full" | "none";
		readonly defaultModelsExpandDepth: number;
		readonly displayRequestDuration: boolean;
		readonly persistAuthorization: boolean;
		readonly validatorUrl: string | null;
	};
	export default function SwaggerUIBundle(options: SwaggerUIOptions): void;
}
